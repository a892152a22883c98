/**
 * Component health: breakers, signs of life, silence (SPEC C-1 to C-6). It raises causes; what they ask for is not its
 * business.
 */
package io.sluice.control.health;
