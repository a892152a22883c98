import { useEffect, useState } from 'react';
import { Icon } from '../ui/Icon';

const SCHEMES = ['auto', 'light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];

const KEY = 'sluice.scheme';

function stored(): Scheme {
  const value = localStorage.getItem(KEY);
  return SCHEMES.find((scheme) => scheme === value) ?? 'auto';
}

/** Light, dark, or as the system says. */
export function SchemeButton() {
  const [scheme, setScheme] = useState(stored);
  useEffect(() => {
    document.documentElement.dataset['scheme'] = scheme;
    localStorage.setItem(KEY, scheme);
  }, [scheme]);
  const next = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length] ?? 'auto';
  return (
    <button
      type="button"
      className="plain scheme"
      aria-label={`Colours: ${scheme}. Change to ${next}`}
      title={`Colours: ${scheme}`}
      onClick={() => setScheme(next)}
    >
      <Icon name="sun" />
      <span className="word">{scheme}</span>
    </button>
  );
}
