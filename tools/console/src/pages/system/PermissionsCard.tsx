import type { ActionValue, TradingPermissions } from '../../api/types';
import { useTradingPermissions } from '../../hooks/system';
import { Card } from '../../ui/Card';
import { QueryState } from '../../ui/QueryState';

const ACTIONS: readonly ActionValue[] = ['open', 'send', 'amend', 'cancel', 'reduce_only', 'query'];

export function PermissionsCard() {
  const permissions = useTradingPermissions();
  return (
    <Card title="Trading Permissions">
      <QueryState query={permissions}>{(data) => <Permissions {...data} />}</QueryState>
    </Card>
  );
}

function Permissions({ permissions, warnings, reasons }: TradingPermissions) {
  return (
    <ul className="permissions">
      {ACTIONS.map((action) => {
        const allowed = permissions[action] === true;
        const why = allowed ? warnings[action] : reasons[action];
        return (
          <li key={action} className={allowed ? 'allowed' : 'blocked'}>
            <span className="verdict">
              {action}: {allowed ? 'Allowed' : 'Blocked'}
            </span>
            {why ? <span className="why">{why}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
