/** The recovery that is owed, stage by stage, and the book held against the broker's reports (SPEC section 5). */
package io.sluice.control.recovery;
