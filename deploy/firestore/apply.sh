#!/bin/sh
# The indexes and time-to-live policies of firestore.indexes.json, as gcloud says them.
#   deploy/firestore/apply.sh PROJECT [DATABASE]
set -eu
project=$1
database=${2:-(default)}

composite() {
  gcloud firestore indexes composite create --project="$project" --database="$database" --async --quiet \
    --query-scope=collection "$@" || echo "index: not made, see above; one that is there already stays" >&2
}
ttl() {
  gcloud firestore fields ttls update expires_at --project="$project" --database="$database" --async --quiet \
    --enable-ttl --collection-group="$1"
}
field() {
  gcloud firestore indexes fields update "$2" --project="$project" --database="$database" --async --quiet \
    --collection-group="$1" $3
}

composite --collection-group=hourly_usage \
  --field-config=field-path=year,order=ascending \
  --field-config=field-path=month,order=ascending \
  --field-config=field-path=transcription_seconds,order=ascending
composite --collection-group=hourly_usage \
  --field-config=field-path=year,order=ascending \
  --field-config=field-path=month,order=ascending \
  --field-config=field-path=transcription_ms,order=ascending \
  --field-config=field-path=transcription_ms_seconds,order=ascending

ttl usage_settles
ttl usage_months
ttl hourly_usage
ttl billing_events

field usage_settles 'expires_at' --disable-indexes
field usage_settles '*' --disable-indexes
field usage_months 'expires_at' --disable-indexes
field hourly_usage 'expires_at' --disable-indexes
field usage_months '*' --disable-indexes
field top_ups '*' --disable-indexes
field billing_events 'expires_at' --disable-indexes
field billing_events '*' --disable-indexes
field billing_customers '*' --disable-indexes
field billing_customers 'account' --index=order=ascending
field billing_subscriptions '*' --disable-indexes
field billing_subscriptions 'customer' --index=order=ascending
field signal_outbox '*' --disable-indexes
field signal_outbox 'due_at' --index=order=ascending
field account_keys '*' --disable-indexes
field account_keys 'account' --index=order=ascending
