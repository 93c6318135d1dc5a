/**
 * Prices on the chart: the drawing, and beside it a price for each category with its colour and how many places it has.
 * The category whose price is being written stands out in the drawing.
 */
import { ColorSwatch, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { seatsOf, type Chart } from "../../../core/seating/chart.ts";
import { readChart } from "../api/venues.ts";
import { count, money } from "../parts/formats.ts";
import { Loaded } from "../parts/loaded.tsx";
import { NumberField } from "../parts/number-field.tsx";
import { words } from "../text/words.ts";
import { ChartDrawing } from "./drawing.tsx";
import styles from "./price-map.module.css";

const text = words.eventForm;

export interface PriceMapProps {
  readonly chartId: string;
  readonly currency: string;
  readonly decimals: number;
  readonly prices: Readonly<Record<string, number | undefined>>;
  readonly fault: (categoryIndex: number) => string | undefined;
  readonly onPrice: (key: string, price: number | undefined) => void;
}

export function PriceMap(props: PriceMapProps) {
  const { chartId } = props;
  const chart = useQuery({ queryKey: ["chart", chartId], queryFn: () => readChart(chartId), staleTime: Infinity });
  return <Loaded of={chart}>{({ drawing }) => <Map {...props} drawing={drawing} />}</Loaded>;
}

function Map(props: PriceMapProps & { readonly drawing: Chart }) {
  const { drawing, currency, decimals, prices, fault, onPrice } = props;
  const [lit, setLit] = useState<string>();
  const places = useMemo(() => placesByCategory(drawing), [drawing]);
  const priced = drawing.categories.filter(({ key }) => prices[key] !== undefined);
  const forSale = priced.reduce((sum, { key }) => sum + (places[key] ?? 0), 0);
  const full = priced.reduce((sum, { key }) => sum + (places[key] ?? 0) * (prices[key] ?? 0), 0);
  return (
    <div className={styles["map"]}>
      <ChartDrawing chart={drawing} label={text.priceDrawing(drawing.name)} lit={lit} />
      <Stack gap="sm">
        {drawing.categories.map(({ key, label, color }, index) => (
          <div key={key} onFocus={() => setLit(key)} onBlur={() => setLit(undefined)}>
            <NumberField
              label={
                <Group gap={8} component="span" display="inline-flex">
                  <ColorSwatch component="span" color={color} size={14} withShadow={false} />
                  {label}
                </Group>
              }
              description={text.placesOf(count(places[key] ?? 0))}
              placeholder={text.notForSale}
              min={0}
              decimalScale={decimals}
              value={prices[key]}
              error={fault(index)}
              onValue={(price) => onPrice(key, price)}
            />
          </div>
        ))}
        <Text size="sm" c="dimmed" role="status">
          {text.fullHouse(count(forSale), money({ currency, value: full }))}
        </Text>
      </Stack>
    </div>
  );
}

function placesByCategory(chart: Chart): Record<string, number> {
  const places: Record<string, number> = {};
  for (const { category } of seatsOf(chart)) places[category] = (places[category] ?? 0) + 1;
  for (const { category, capacity } of chart.areas) places[category] = (places[category] ?? 0) + capacity;
  return places;
}
