import { Component, type ReactNode } from 'react';

interface State {
  readonly error: Error | null;
}

/** Says a fault of the page itself, where else an empty page would be: no screen that looks calm because it broke. */
export class Fault extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) {
      return this.props.children;
    }
    return (
      <main className="alone">
        <h1>This page broke</h1>
        <p className="failure" role="alert">
          {this.state.error.message}
        </p>
        <p>The engine is not touched by this. The command line shows the same: sluice status.</p>
        <div className="buttons start">
          <button type="button" className="primary" onClick={() => window.location.reload()}>
            Load it again
          </button>
        </div>
      </main>
    );
  }
}
