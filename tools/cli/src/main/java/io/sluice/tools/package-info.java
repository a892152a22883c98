/** The {@code sluice} command line: its list of commands and its start, nothing else. */
package io.sluice.tools;
