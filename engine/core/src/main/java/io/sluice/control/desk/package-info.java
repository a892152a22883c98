/**
 * Desks: each takes one kind of input, asks and tells the rooms of the machine that it concerns, and writes what comes
 * of it. A desk knows the rooms; no room knows a desk, and no desk another one.
 */
package io.sluice.control.desk;
