/**
 * The policy record: one versioned source of truth for what an operator may set and what an emergency sets (SPEC
 * section 7).
 */
package io.sluice.control.policy;
