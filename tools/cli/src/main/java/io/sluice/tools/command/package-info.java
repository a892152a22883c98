/**
 * The commands, each of them thin: it reads options, asks the journal, the engine or {@link io.sluice.tools.audit}, and
 * shows the answer to a person or as JSON. No rule of trading lives here.
 */
package io.sluice.tools.command;
