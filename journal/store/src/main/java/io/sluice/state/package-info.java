/**
 * The files of the state map (SPEC J-6): what an engine shows of its state to other processes, in a Chronicle Map that
 * can be thrown away. Knows sections of rows with the sequence and time they reflect; must not know what the rows mean,
 * nor anything of engine and machine.
 *
 * <p>A lock in a Chronicle Map is a word in shared memory: it stays taken when its holder is killed. So everything is
 * there twice, on two sides of one file each, written in turn. Whoever is killed, and wherever, one side is complete
 * and can be read: only one side is ever being written, and readers' locks do not keep readers out. A reading holds the
 * lock of one side from beginning to end, so all of it is of one moment. A side whose lock cannot be had, because a
 * reader was killed or stopped with it or is slow, is replaced by a new file, its next generation; a reader that still
 * has the old one can finish there.
 *
 * <pre>
 *  data directory
 *  +-- state
 *      +-- current        4,096 bytes, by plain writes; int64 each, little endian
 *      |                    0 magic, 8 and 16 generation of side 0 and 1 (0: none), 24 side completed last,
 *      |                    32 monotonic clock of the host when the state was last known to be so, 40 its sequence
 *      +-- 00000007.map   generation 7: one segment, so one lock; keys of 8 bytes, values of 4,096
 *      +-- 00000008.map
 *      +-- 0.img          the same views as plain files, for who may only read: see ImageLayout
 *      +-- 1.img
 *
 *  key      int32 section, int32 page, big endian
 *  value    section -1, page 0: the directory, written last
 *             0 crc32c of 4 to the end   4 bytes in all   8 turn   16 generation   24 sequence   32 time
 *            40 sections   44 zero   then for each section, 32 bytes:
 *             0 sequence   8 time   16 bytes   20 rows   24 crc32c of its bytes   28 zero
 *           section 0.., page 0..: the section's bytes in pages, the last one filled up with zeros
 *  section  rows: int32 length, SBE message of that length; its fields "seq" and "time" (bytes 8 to 24) are zero, so
 *           that what has not changed is not written again; the directory has them for all rows of the section
 * </pre>
 *
 * Whoever may write to these files can cut them. That is the map's trouble alone: a file that was cut is left, and the
 * next generation begins. Numbers in values are little endian. A side that has a section whose checksum is not that of
 * the directory was left so by a writer that was killed; then the other side is whole.
 */
package io.sluice.state;
