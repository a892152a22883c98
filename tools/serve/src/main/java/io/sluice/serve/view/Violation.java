package io.sluice.serve.view;

/**
 * A request of an image whose row hash is wrong (SPEC H-9). Who finds it tells the engine.
 *
 * @param tradeId  the request.
 * @param expected hash that the row bears, 64 hex digits.
 * @param found    hash of what is in the row.
 */
public record Violation(long tradeId, String expected, String found) {}
