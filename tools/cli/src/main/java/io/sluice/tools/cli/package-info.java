/**
 * What all commands share: the console they speak to, the options for configuration and data directory, exit codes,
 * and how trouble is told in one line. It must not know any single command.
 */
package io.sluice.tools.cli;
