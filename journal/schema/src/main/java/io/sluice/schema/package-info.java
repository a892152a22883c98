/**
 * What the messages look like, read once from the compiled schema: names, types, offsets, spellings, and the block in
 * which every optional field is absent. Whoever handles messages by table (JSON, the check at the door, the record
 * encoder) asks here. It knows nothing of journals, files or what messages mean.
 */
package io.sluice.schema;
