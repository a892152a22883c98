import { useState, type FormEvent, type ReactNode } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import type { Answer } from '../api/http';
import { describe } from '../hooks/command';
import { Dialog } from './Dialog';
import { Field } from './Field';

interface Props<V, T> {
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly what: ReactNode;
  /** The word on the button: what the command does. */
  readonly act: string;
  readonly tone?: 'danger' | 'primary';
  readonly command: UseMutationResult<Answer<T>, Error, V>;
  readonly variables: (reason: string) => V;
  readonly onClose: () => void;
  /** Asks for a reason, which must be given; `optional`, which may be. */
  readonly reason?: 'required' | 'optional' | 'none';
  readonly reasonLabel?: string;
  /** A word to type, so that no slip of the mouse does this. */
  readonly word?: string;
  /** More fields. */
  readonly children?: ReactNode;
  /** Whether those fields are good. */
  readonly ready?: boolean;
}

/** Asks for all that a command needs, runs it, and stays open with what went wrong. */
export function CommandDialog<V, T>({
  title,
  what,
  act,
  tone = 'primary',
  command,
  variables,
  onClose,
  reason = 'required',
  reasonLabel = 'Reason',
  word,
  children,
  ready = true,
}: Props<V, T>) {
  const [text, setText] = useState('');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const noReason = reason === 'required' && text.trim() === '';
  const otherWord = word !== undefined && typed.trim().toUpperCase() !== word;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!noReason && !otherWord && ready && !command.isPending) {
      command.mutate(variables(text.trim()), { onSuccess: onClose });
    }
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div className="what">{what}</div>
        {children}
        {reason === 'none' ? null : (
          <Field
            label={reason === 'optional' ? `${reasonLabel} (optional)` : reasonLabel}
            error={tried && noReason ? 'Please provide a reason' : null}
          >
            {(ids) => <textarea {...ids} rows={2} maxLength={256} value={text} onChange={(e) => setText(e.target.value)} />}
          </Field>
        )}
        {word === undefined ? null : (
          <Field label={`Type ${word} to go on`} error={tried && otherWord ? `Please type ${word}` : null}>
            {(ids) => (
              <input {...ids} autoComplete="off" spellCheck={false} value={typed} onChange={(e) => setTyped(e.target.value)} />
            )}
          </Field>
        )}
        {command.isError ? (
          <p className="failure" role="alert">
            {describe(command.error)}
          </p>
        ) : null}
        <div className="buttons">
          <button type="button" onClick={onClose}>
            Back
          </button>
          <button type="submit" className={tone} disabled={command.isPending}>
            {command.isPending ? 'Sending...' : act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
