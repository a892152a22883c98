package io.sluice.serve.http;

/** Who answers at {@code /ws}. */
@FunctionalInterface
public interface Sockets {
    /**
     * The endpoint of a new connection: a {@code org.eclipse.jetty.websocket.api.Session.Listener}, of a public class.
     * It ends the connection within a second once the caller is no longer {@link Caller#isValid valid}.
     */
    Object open(Caller caller);
}
