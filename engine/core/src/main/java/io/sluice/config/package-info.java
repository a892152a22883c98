/**
 * What an operator sets: the keys of SPEC O-5, read from {@code sluice-reference.conf}, the operator's file,
 * the {@code HITL_} variables and {@code --set}, in that order. One table of keys ({@link io.sluice.config.Keys})
 * says what each may be; loading, the refusal of unknown keys, the canonical text and the rendering all derive from
 * it. What changes a decision becomes a {@link io.sluice.control.config.ControlConfig}, what changes only speed or
 * place an {@link io.sluice.config.EngineConfig}. It knows nothing of the machine or of running engines, and no
 * setting reaches them but through these two. Java system properties set nothing.
 */
package io.sluice.config;
