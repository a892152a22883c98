/**
 * Who sent an input and whether they may (SPEC W-8, O-0). It reads what the door wrote, never what the sender claims.
 */
package io.sluice.control.origin;
