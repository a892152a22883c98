import { CashFlowCard } from './CashFlowCard';
import { EmergencyCard } from './EmergencyCard';
import { EquityCard } from './EquityCard';
import { LimitsCard } from './LimitsCard';
import { ModelsCard } from './ModelsCard';
import { OrdersCard } from './OrdersCard';
import { PositionsCard } from './PositionsCard';
import { StrategiesCard } from './StrategiesCard';
import { SymbolsCard } from './SymbolsCard';

export function RiskPage() {
  return (
    <>
      <h1 className="hidden">Risk</h1>
      <div className="grid">
        <EmergencyCard />
        <EquityCard />
        <div className="column">
          <PositionsCard />
          <SymbolsCard />
          <LimitsCard />
        </div>
        <div className="column">
          <OrdersCard />
          <StrategiesCard />
          <ModelsCard />
          <CashFlowCard />
        </div>
      </div>
    </>
  );
}
