/**
 * One record: an input with all its outcomes, as the bytes that stand in the journal (SPEC J-1). The encoder makes
 * them, the decoder walks them; both work on memory alone and know nothing of files or of what the messages mean.
 */
package io.sluice.record;
