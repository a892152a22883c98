/**
 * What all commands share: the console they speak to, the options for configuration and data directory, the table of
 * exit codes, and how trouble becomes one sentence. Text that reaches a terminal is made harmless here. This package
 * knows no single command.
 */
package io.sluice.tools.cli;
