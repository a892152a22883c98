/**
 * Tamper evidence (SPEC J-8): the hash chain over the records, the seals that carry its links, their Ed25519 signatures
 * and keys. Knows records as bytes and the one message {@code Seal}; must not know files of the journal, engine or
 * machine.
 *
 * <pre>
 *  record    1   2   3   4   5   6   7   8   9  10  11
 *            |------ link 1 -----|   ^
 *                                    Seal 1..6   |------- and so on
 *                                |----- link 2 -----|
 *
 *  link n = SHA-256( link n-1 , bytes of record from , ... , bytes of record to )      32 bytes; link 0 is 32 zeros
 *  signature = Ed25519( "sluice.seal.1" , from , to , link n-1 , link n )              as they stand in the Seal
 * </pre>
 *
 * <p>The bytes of a record are the whole record, CRC and length included (see {@link io.sluice.record.RecordLayout}). A
 * range begins after the one before, so a seal's own record is sealed by the next link.
 */
package io.sluice.seal;
