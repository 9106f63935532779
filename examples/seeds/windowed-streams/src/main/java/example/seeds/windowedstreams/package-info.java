/** The examples of the page on windowed streams: tumbling and continuous resolvers by list, frame and SQL. Begin with {@link example.seeds.windowedstreams.LoginResolvers}. */
@NullMarked
package example.seeds.windowedstreams;

import org.jspecify.annotations.NullMarked;
