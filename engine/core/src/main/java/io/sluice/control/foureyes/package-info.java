/** Commands that loosen wait for a second operator (SPEC O-1). It knows which loosen, not what they do. */
package io.sluice.control.foureyes;
