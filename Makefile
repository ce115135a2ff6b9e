# make demo    a whole settlement cycle against embedded banks
# make test    all tests
# make lint    gofmt, go vet, staticcheck, and the rules of the house
# make bench   measurements, each as a ratio to its baseline in the same run (x-NAME: times as fast as NAME)
# make samples how many bank files of others are read, with warnings, refused, and why (NOSTRO_SAMPLES)
# make build   the static binary ./nostro

export CGO_ENABLED = 0
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: demo test lint bench samples build fixtures

demo:
	go run ./cmd/nostro demo

test:
	go test ./...

lint:
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "not gofmt-ed: $$unformatted"; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...
	go test ./internal/house

bench:
	@go test -p 1 -timeout 60m -run '^$$' -bench . -benchtime 1s ./... | grep -Ev 'no test files|^(PASS|ok)'

samples:
	go test -count 1 -v -run 'TestInspectReadsTheSamples|TestInspectAgreesWithACount' ./cmd/nostro

build:
	go build -trimpath -o nostro ./cmd/nostro

# fixtures rewrites what the scenarios want; look at the difference before you commit it
fixtures:
	go run ./cmd/nostro fixture run --update fixtures/first-cycle fixtures/refused-input fixtures/limits fixtures/netting-models fixtures/recall
