package io.sluice.state;

import java.util.List;

/**
 * Sections of one moment.
 *
 * @param sequence record that the state map reflected; a section that is costly may lag behind it and says so itself.
 * @param timeNs   engine time of that record.
 * @param sections in the order in which they were asked for.
 */
public record StateImage(long sequence, long timeNs, List<Section> sections) {}
