package io.sluice.serve.notify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * Asks a service, so that no error repeats an address: it may hold a token. Any thread.
 */
final class Http {
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST_TEXT = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    HttpClient client() {
        return client;
    }

    static HttpRequest.Builder request(final String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT);
    }

    /**
     * Sends it.
     *
     * @param what is asked, for a person.
     * @throws DeliveryException NOT_TAKEN if the service was not reached, UNKNOWN if it may have been.
     */
    HttpResponse<String> send(final String what, final HttpRequest request) throws DeliveryException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (final ConnectException | HttpConnectTimeoutException e) {
            throw new DeliveryException(DeliveryException.Kind.NOT_TAKEN, what + ": the service cannot be reached", 0);
        } catch (final HttpTimeoutException e) {
            throw new DeliveryException(DeliveryException.Kind.UNKNOWN, what + ": no answer in time", 0);
        } catch (final IOException e) {
            throw new DeliveryException(DeliveryException.Kind.UNKNOWN, what + ": the connection broke", 0);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException(DeliveryException.Kind.UNKNOWN, what + ": interrupted", 0);
        }
    }

    /** What a service said of a refusal, short enough for a line. */
    static String words(final String text) {
        final String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LARGEST_TEXT ? line.substring(0, LARGEST_TEXT) + "..." : line;
    }
}
