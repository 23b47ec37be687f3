package org.amphora.guests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;

/** The content behind a URL of any scheme that the framework handles. */
final class UrlContent implements ContentSource {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final URL url;

    UrlContent(URL url) {
        this.url = url;
    }

    @Override
    public String description() {
        return url.toString();
    }

    @Override
    public byte[] read() throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }
}
