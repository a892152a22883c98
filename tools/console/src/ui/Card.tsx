import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** How many things it shows. */
  readonly count?: number | undefined;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Card({ title, count, actions, wide = false, children }: Props) {
  const id = useId();
  return (
    <section className={wide ? 'card wide' : 'card'} aria-labelledby={id}>
      <header>
        <h2 id={id}>
          {title}
          {count === undefined ? null : <span className="count">{count}</span>}
        </h2>
        {actions ? <div className="actions">{actions}</div> : null}
      </header>
      {children}
    </section>
  );
}
