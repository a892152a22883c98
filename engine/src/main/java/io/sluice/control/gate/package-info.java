/**
 * What is allowed: the permission matrix as a table and the AND of the rows of everything that stands (SPEC G-1, G-1a).
 * It does not know why something stands.
 */
package io.sluice.control.gate;
