import { useEffect, useRef, useState, type FormEvent } from 'react';
import { setReauthenticate } from '../../api/http';
import { describe } from '../../hooks/command';
import { useConfirmSession } from '../../hooks/session';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';

/** Asks for the token again when a command loosens something, and lets the command go on. */
export function Reauthenticate() {
  const [asked, setAsked] = useState(false);
  const answers = useRef<((confirmed: boolean) => void)[]>([]);
  useEffect(() => {
    setReauthenticate(() => {
      setAsked(true);
      return new Promise((resolve) => answers.current.push(resolve));
    });
    return () => setReauthenticate(null);
  }, []);
  const end = (confirmed: boolean) => {
    setAsked(false);
    answers.current.splice(0).forEach((answer) => answer(confirmed));
  };
  return asked ? <TokenDialog onEnd={end} /> : null;
}

function TokenDialog({ onEnd }: { onEnd: (confirmed: boolean) => void }) {
  const [token, setToken] = useState('');
  const confirm = useConfirmSession();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    confirm.mutate(token.trim(), { onSuccess: () => onEnd(true) });
  };
  return (
    <Dialog title="Is it you?" onClose={() => onEnd(false)}>
      <form onSubmit={submit} noValidate>
        <div className="what">This command loosens a restriction. Paste your token again; it is good for five minutes.</div>
        <Field label="Token" error={confirm.isError ? describe(confirm.error) : null}>
          {(ids) => (
            <input
              {...ids}
              type="password"
              autoComplete="current-password"
              autoFocus
              value={token}
              onChange={(event) => setToken(event.target.value)}
            />
          )}
        </Field>
        <div className="buttons">
          <button type="button" onClick={() => onEnd(false)}>
            Back
          </button>
          <button type="submit" className="primary" disabled={token.trim() === '' || confirm.isPending}>
            Confirm
          </button>
        </div>
      </form>
    </Dialog>
  );
}
