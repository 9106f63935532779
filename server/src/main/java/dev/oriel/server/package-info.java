/**
 * The platform on the network: HTTP endpoints, credentials, and the process that ties sources, store and engine together.
 *
 * <p>Read {@link dev.oriel.server.OrielServer} for the whole, then {@link dev.oriel.server.HttpApi} for what is answered. The
 * only module below the command line that may read the machine's clock, files and sockets.
 */
@NullMarked
package dev.oriel.server;

import org.jspecify.annotations.NullMarked;
