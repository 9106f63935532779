/** The examples of the page on streams that feed materialized aggregations. Begin with {@link example.seeds.materializedstreams.UserResolvers}. */
@NullMarked
package example.seeds.materializedstreams;

import org.jspecify.annotations.NullMarked;
