import { useState, type FormEvent } from 'react';
import { describe } from '../../hooks/command';
import type { useLogIn } from '../../hooks/session';
import { Field } from '../../ui/Field';

interface Props {
  readonly logIn: ReturnType<typeof useLogIn>;
  readonly failure: string | null;
}

export function LoginPage({ logIn, failure }: Props) {
  const [token, setToken] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (token.trim() !== '') {
      logIn.mutate(token.trim());
    }
  };
  return (
    <main className="alone login">
      <h1>Sluice</h1>
      <p className="lead">Controls the orders of trading strategies before they reach a broker.</p>
      <form onSubmit={submit} noValidate>
        <Field
          label="Token"
          hint="From: sluice token create"
          error={tried && token.trim() === '' ? 'Please paste a token' : logIn.isError ? describe(logIn.error) : failure}
        >
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
        <button type="submit" className="primary" disabled={logIn.isPending}>
          {logIn.isPending ? 'Signing in...' : 'Sign in'}
        </button>
      </form>
    </main>
  );
}
