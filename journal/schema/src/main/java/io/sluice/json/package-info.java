/**
 * The form of messages that people and text protocols see: JSON in and out, by the table of the schema, and the one
 * table that makes sentences, event names and severities from codes and numbers (SPEC W-7, O-2). Whatever comes in is
 * read strictly: it becomes a message or a {@link io.sluice.json.MalformedException}, nothing else. It must not know
 * files, journals or what the machine does with a message.
 */
package io.sluice.json;
