import { Icon } from '../ui/Icon';
import type { PageName } from './route';

const PAGES: readonly { page: PageName; label: string }[] = [
  { page: 'system', label: 'System' },
  { page: 'trading', label: 'Trading' },
  { page: 'risk', label: 'Risk' },
  { page: 'journal', label: 'Journal' },
];

interface Props {
  readonly page: string;
  readonly pending: number;
  readonly requests: number;
}

export function Nav({ page, pending, requests }: Props) {
  const waiting: Partial<Record<PageName, { count: number; what: string }>> = {
    trading: { count: pending, what: 'waiting approvals' },
    system: { count: requests, what: 'requests for a second operator' },
  };
  return (
    <nav aria-label="Pages">
      {PAGES.map(({ page: name, label }) => {
        const badge = waiting[name];
        return (
          <a key={name} href={`#/${name}`} aria-current={page === name ? 'page' : undefined}>
            <Icon name={name} />
            <span>{label}</span>
            {badge && badge.count > 0 ? (
              <span className="badge">
                {badge.count}
                <span className="hidden"> {badge.what}</span>
              </span>
            ) : null}
          </a>
        );
      })}
    </nav>
  );
}
