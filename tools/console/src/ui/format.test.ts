import { describe, expect, it } from 'vitest';
import { age, bytes, clock, decimal, percent, price, remaining, words } from './format';

describe('numbers and times', () => {
  it('should group thousands and keep every place of a decimal', () => {
    expect(decimal('1234567.12345678')).toBe('1,234,567.12345678');
    expect(decimal('-9999999999.5')).toBe('-9,999,999,999.5');
    expect(decimal('0')).toBe('0');
    expect(decimal(null)).toBe('–');
  });

  it('should show a price with the places that its size is worth', () => {
    expect(price('63985.98181253')).toBe('63,985.98');
    expect(price('3.14159265')).toBe('3.1416');
    expect(price('0.00001234')).toBe('0.00001234');
    expect(price('-37.63')).toBe('-37.6300');
  });

  it('should say what is left, and never less than nothing', () => {
    expect(remaining(252_000)).toBe('4:12');
    expect(remaining(3_723_000)).toBe('1:02:03');
    expect(remaining(-5)).toBe('0:00');
    expect(remaining(1)).toBe('0:01');
  });

  it('should write times in UTC, with the day unless it is today', () => {
    const now = Date.parse('2026-03-01T00:30:00Z');
    expect(clock('2026-03-01T00:10:09.123456789Z', now)).toBe('00:10:09');
    expect(clock('2026-02-28T23:59:59Z', now)).toBe('2026-02-28 23:59:59');
    expect(clock(null, now)).toBe('–');
  });

  it('should say ages, sizes and shares in units that fit', () => {
    expect([age(420), age(4_000), age(720_000), age(10_800_000), age(200_000_000)]).toEqual(['420 ms', '4 s', '12 min', '3 h', '2 d']);
    expect([bytes(12), bytes(4_812_331)]).toEqual(['12 B', '4.8 MB']);
    expect(percent('0.8')).toBe('0.80 %');
    expect(words('safe_mode_disconnected')).toBe('Safe mode disconnected');
  });
});
