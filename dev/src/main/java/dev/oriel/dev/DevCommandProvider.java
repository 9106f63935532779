package dev.oriel.dev;

import dev.oriel.cli.CommandProvider;

/** Adds {@code oriel dev} to the command line. */
public final class DevCommandProvider implements CommandProvider {
    /** Made by the service loader. */
    public DevCommandProvider() {}

    @Override
    public Object command() {
        return new DevCommand();
    }
}
