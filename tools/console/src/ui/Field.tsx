import { useId, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode;
}

/** A labelled control with its hint and its error, tied together for those who hear the page. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': Boolean(error) })}
      {hint && !error ? (
        <small id={`${id}-hint`}>{hint}</small>
      ) : null}
      {error ? (
        <small id={`${id}-error`} className="failure" role="alert">
          {error}
        </small>
      ) : null}
    </div>
  );
}
