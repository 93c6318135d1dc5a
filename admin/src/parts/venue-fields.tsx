/** The fields of a venue, for a new one and for one that is there. */
import { NativeSelect, TextInput } from "@mantine/core";
import type { VenueBody, VenueDocument } from "../../../core/contract/organizer/venues.ts";
import { words } from "../text/words.ts";
import { faultAt } from "./faults.ts";

const TIME_ZONES: readonly string[] = Intl.supportedValuesOf("timeZone");
const OWN_TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

export function VenueFields(props: { readonly venue?: VenueDocument; readonly error: unknown }) {
  const { venue, error } = props;
  const timeZone = venue?.timeZone ?? OWN_TIME_ZONE;
  const zones = TIME_ZONES.includes(timeZone) ? TIME_ZONES : [timeZone, ...TIME_ZONES];
  return (
    <div className="foyer-fields foyer-top">
      <TextInput
        name="name"
        label={words.venues.name}
        required
        maxLength={100}
        defaultValue={venue?.name ?? ""}
        error={faultAt(error, "/name")}
      />
      <TextInput
        name="address"
        label={words.venues.address}
        maxLength={200}
        defaultValue={venue?.address ?? ""}
        error={faultAt(error, "/address")}
      />
      <TextInput
        name="city"
        label={words.venues.city}
        maxLength={100}
        defaultValue={venue?.city ?? ""}
        error={faultAt(error, "/city")}
      />
      <TextInput
        name="country"
        label={words.venues.country}
        placeholder={words.venues.countryHint}
        maxLength={2}
        pattern="[A-Za-z]{2}"
        defaultValue={venue?.country ?? ""}
        error={faultAt(error, "/country")}
      />
      <NativeSelect
        name="timeZone"
        label={words.venues.timeZone}
        data={[...zones]}
        defaultValue={timeZone}
        error={faultAt(error, "/timeZone")}
      />
    </div>
  );
}

export function venueFrom(value: (name: string) => string): VenueBody {
  const orNull = (name: string): string | null => (value(name).trim() === "" ? null : value(name));
  return {
    name: value("name"),
    address: orNull("address"),
    city: orNull("city"),
    country: orNull("country")?.toUpperCase() ?? null,
    timeZone: value("timeZone"),
  };
}
