/**
 * Commands that speak to a running engine through its door (SPEC ): the daemon itself, the commands of
 * operators as one table, and what sends inputs. None of them has a rule of its own.
 */
package io.sluice.tools.door;
