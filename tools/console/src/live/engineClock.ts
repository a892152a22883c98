import { useEffect, useState } from 'react';

/** How far the engine's clock is from this browser's. A demo runs in the past; every countdown goes by the engine. */
let offsetMs = 0;

/** Takes over a time that the engine has just said. */
export function setEngineTime(iso: string | null | undefined, nowMs = Date.now()): void {
  const time = iso ? Date.parse(iso) : Number.NaN;
  if (!Number.isNaN(time)) {
    offsetMs = time - nowMs;
  }
}

export function engineNow(): number {
  return Date.now() + offsetMs;
}

/** The engine's time in milliseconds, again each second. */
export function useEngineNow(): number {
  const [now, setNow] = useState(engineNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(engineNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
