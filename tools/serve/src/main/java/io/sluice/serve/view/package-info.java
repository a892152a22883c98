/**
 * What the engine shows of its state, in the form of the HTTP API (SPEC A-4): keys in snake_case, decimals as texts,
 * times as ISO-8601 in UTC, what is absent as {@code null}, and both names of a symbol.
 * {@link io.sluice.serve.view.Views} reads the image of the state, at most so many times a second however many ask.
 *
 * <p>It must not know HTTP, the door, or a database.
 */
package io.sluice.serve.view;
