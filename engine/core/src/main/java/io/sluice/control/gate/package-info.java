/**
 * The trading rules that are tables: which actions each mode and stage allows, and which role may send which input. The
 * tables have no state and know no other room.
 */
package io.sluice.control.gate;
