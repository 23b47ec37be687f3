package org.amphora.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} shows: name and version, as test runners read them. */
final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionLine.class.getPackage().getImplementationVersion();
        return new String[] {"amphora " + (version == null ? "unpackaged" : version)};
    }
}
