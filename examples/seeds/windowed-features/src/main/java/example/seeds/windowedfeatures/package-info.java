/** The examples of the page on windowed features: windows, expressions, buckets and groups. Begin with {@link example.seeds.windowedfeatures.User}. */
@NullMarked
package example.seeds.windowedfeatures;

import org.jspecify.annotations.NullMarked;
