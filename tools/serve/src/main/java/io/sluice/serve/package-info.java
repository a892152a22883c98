/**
 * The second process, {@code sluice serve}: it reads the journal of an engine and speaks to it through the door, as any
 * other client does. This package puts it together; the packages below do not know each other.
 *
 * <p>It must not decide anything, and holds nothing that the journal does not have.
 */
package io.sluice.serve;
