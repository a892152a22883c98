package io.sluice.serve.http;

/** What a route does. Called on a thread of the server, which may wait some seconds; any number at once. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a request that may be asked.
     *
     * @throws HttpProblem where the answer is an error.
     */
    Reply handle(Ask ask);
}
