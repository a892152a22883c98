package io.sluice.serve.http;

import io.sluice.config.ServeConfig;
import io.sluice.schema.IoTrouble;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.view.Views;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/**
 * The HTTP server: puts its parts together, starts and stops them. {@link #turn} belongs into a loop of its owner, who
 * calls it some times a second.
 *
 * <pre>{@code
 *  HttpServer server = HttpServer.start(options);
 *  while (...) { server.turn(); ... }
 *  server.close();
 * }</pre>
 */
public final class HttpServer implements AutoCloseable {
    private static final int THREADS = 64;
    private static final int CONNECTIONS = 4096;
    private static final long IDLE_MS = 30_000;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final long STOP_MS = 2_000;
    private static final long MAX_MESSAGE = 64 * 1024;

    private final ServeConfig.Http config;
    private final Server server;
    private final Tokens tokens;
    private final Once once;
    private final AccessLog log;
    private final Sessions sessions;
    private final Gate gate;
    private final Doorkeeper doorkeeper;
    private Routes routes;

    /**
     * What the server is made of.
     *
     * @param folder   of {@code serve}, which it writes to.
     * @param reads    routes that read, made once the server knows where it listens: {@link #address}.
     * @param sockets  who answers at {@code /ws}; null where there is no WebSocket.
     * @param metrics  text for Prometheus; null where there is none.
     * @param decisions where decisions of before are found.
     * @param notices  hears a sentence where something is wrong.
     */
    public record Options(
            ServeConfig.Http config,
            Path folder,
            Instance instance,
            Gateway gateway,
            Views views,
            Function<HttpServer, List<Route>> reads,
            Sockets sockets,
            Supplier<String> metrics,
            Decisions decisions,
            Consumer<String> notices) {}

    /**
     * Starts to listen.
     *
     * @throws HttpRefusedException with the key to set.
     */
    public static HttpServer start(final Options options) {
        Binding.check(options.config());
        return new HttpServer(options, System::currentTimeMillis);
    }

    private HttpServer(final Options options, final LongSupplier clock) {
        config = options.config();
        final Consumer<String> notices = options.notices();
        tokens = new Tokens(new TokenFile(options.folder()), clock, notices);
        sessions = new Sessions(config, tokens, clock);
        gate = new Gate(config);
        doorkeeper = new Doorkeeper(tokens, sessions, options.instance().journalId(), gate.isSecure());
        once = new Once(options.folder(), clock, notices);
        log = new AccessLog(options.folder(), notices);
        server = server();
        boolean isStarted = false;
        try {
            listen();
            final Freshness freshness = new Freshness(options.views(), options.gateway());
            routes = routes(options, freshness, clock);
            final Frame.Parts parts = new Frame.Parts(
                    gate,
                    doorkeeper,
                    routes,
                    new StaticFiles(),
                    once,
                    new Refusals(options.gateway()),
                    log,
                    freshness,
                    options.sockets());
            server.setHandler(new Frame(parts, clock, notices));
            start();
            isStarted = true;
        } finally {
            if (!isStarted) {
                close();
            }
        }
    }

    /** Takes the ports, so that its address is known before anything is served there. */
    private void listen() {
        final ServerConnector connector = connector(tls(config), config.bind(), "http.bind");
        open(connector, config.bind());
        gate.open(new Names(config, new InetSocketAddress(connector.getHost(), connector.getLocalPort())));
        if (!config.probeBind().isEmpty()) {
            open(connector(null, config.probeBind(), Probes.BIND), config.probeBind());
        }
        final ServerWebSocketContainer container = ServerWebSocketContainer.ensure(server);
        container.setMaxTextMessageSize(MAX_MESSAGE);
        container.setIdleTimeout(Duration.ofMinutes(1));
    }

    private void open(final ServerConnector connector, final String bind) {
        server.addConnector(connector);
        try {
            connector.open();
        } catch (final IOException e) {
            throw new HttpRefusedException(
                    "sluice." + connector.getName() + " = " + bind + " cannot be taken: " + IoTrouble.reason(e), e);
        }
    }

    private void start() {
        try {
            server.start();
        } catch (final Exception e) {
            throw new HttpRefusedException("the HTTP server does not start: " + e.getMessage(), e);
        }
    }

    private Routes routes(final Options options, final Freshness freshness, final LongSupplier clock) {
        final Commands commands = new Commands(options.gateway());
        final Function<String, Route> gets = path -> routes().row("GET", path);
        final Answers answers = new Answers(options.views(), options.gateway(), freshness, gets);
        final CommandTable table = new CommandTable(answers, options.gateway(), new DecisionRate(clock));
        final List<Route> all = new ArrayList<>(options.reads().apply(this));
        all.addAll(new SessionRoutes(options.config(), doorkeeper, sessions, options.instance()).routes());
        all.addAll(new Probes(freshness, options.metrics()).routes());
        all.addAll(new CommandRoutes(commands, table.rows()).routes());
        all.addAll(new IntentRoutes(commands, answers, options.decisions(), gets).routes());
        all.add(OpenApi.route());
        all.add(Route.get(Frame.SOCKET, ask -> Reply.empty(Statuses.FAULT)));
        return new Routes(all);
    }

    private Routes routes() {
        return routes;
    }

    private Server server() {
        final QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("sluice-http");
        threads.setDaemon(true);
        final Server made = new Server(threads);
        made.setStopTimeout(STOP_MS);
        made.setErrorHandler(new JettyErrors());
        made.addBean(new ConnectionLimit(CONNECTIONS, made));
        return made;
    }

    private ServerConnector connector(final SslContextFactory.Server tls, final String bind, final String key) {
        final HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setIdleTimeout(IDLE_MS);
        // A symbol may hold a slash: it comes escaped, and segments are decoded one by one.
        http.setUriCompliance(UriCompliance.DEFAULT.with("sluice", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        if (tls != null) {
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        final HttpConnectionFactory plain = new HttpConnectionFactory(http);
        final ConnectionFactory[] factories = tls == null
                ? new ConnectionFactory[] {plain}
                : new ConnectionFactory[] {new SslConnectionFactory(tls, plain.getProtocol()), plain};
        final ServerConnector connector = new ServerConnector(server, 1, 1, factories);
        final InetSocketAddress address = Binding.address(key, bind);
        connector.setName(key);
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE_MS);
        return connector;
    }

    private static SslContextFactory.Server tls(final ServeConfig.Http config) {
        if (config.keystore() == null) {
            return null;
        }
        final SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(config.keystore().toString());
        tls.setKeyStoreType("PKCS12");
        tls.setKeyStorePassword(Binding.password(config.keystorePassword()));
        tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return tls;
    }

    /** Where people find it: {@code http://127.0.0.1:8480}. */
    public String address() {
        return gate.names().own();
    }

    /** The port that it really listens on. */
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** Every route, for who describes them. */
    public List<Route> all() {
        return routes.all();
    }

    /** A header {@code Set-Cookie} that lets a browser look at one request, as long as a session may be idle. */
    public String readerOf(final long tradeId) {
        return doorkeeper.setLinkCookie(
                sessions.beginLink(tradeId).secret(), config.sessionIdleNs() / TimeUnit.SECONDS.toNanos(1));
    }

    /** Looks whether tokens changed, and keeps its files small. */
    public void turn() {
        tokens.look();
        once.turn();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (final Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        } finally {
            log.close();
            once.close();
        }
    }
}
