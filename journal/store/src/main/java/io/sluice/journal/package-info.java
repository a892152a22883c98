/**
 * The journal's files: appending, reading, and telling damage from a torn tail (SPEC section 12). A journal is a row of
 * numbered segments, each a Chronicle Queue of one roll file that is reserved whole before it is used and never opened
 * for writing again. Knows records as bytes with a checksum and a sequence; must not know what the messages mean, nor
 * anything of engine and machine.
 *
 * <pre>
 *  data directory
 *  +-- lock                      held by the one engine (J-4): pid and start time
 *  +-- dropped                   what a power cut left behind the first hole, put aside (J-2)
 *  +-- epochs                    journals that a new epoch left behind, each a data directory of its own (J-2)
 *  +-- journal
 *      +-- 00000001              a segment that is full, or was left by an earlier start
 *      |   +-- 20260102-09LS.cq4     excerpts: 4 bytes of header, one record (see RecordLayout), padding to 4
 *      |   +-- metadata.cq4t         Chronicle's own; not needed to read
 *      +-- 00000002              the segment in use
 *      +-- 00000003              the next one: reserved, touched and empty
 * </pre>
 */
package io.sluice.journal;
