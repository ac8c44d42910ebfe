export DOTNET_NOLOGO = 1
export DOTNET_CLI_TELEMETRY_OPTOUT = 1

SOLUTION = Kartothek.Linq.sln
EXAMPLES = $(wildcard examples/*/)

.PHONY: build test format check api pack bench goals

build:
	dotnet build $(SOLUTION) -c Release

test:
	dotnet test $(SOLUTION) -c Release

# Mends layout and style in place.
format:
	dotnet format $(SOLUTION)

# What must hold before a commit is shared. The build is a full one: a property alone does not make an assembly out of date.
check:
	dotnet restore $(SOLUTION) --locked-mode
	dotnet format $(SOLUTION) --no-restore --verify-no-changes --exclude-diagnostics RS0016 RS0017 RS0036 RS0037
	dotnet build $(SOLUTION) -c Release --no-restore --no-incremental -p:CheckPublicApi=true
	dotnet test $(SOLUTION) -c Release --no-build
	set -e; for example in $(EXAMPLES); do dotnet run --project $$example -c Release --no-build; done

# Writes the public API of the libraries into their PublicAPI.Unshipped.txt.
api:
	dotnet restore $(SOLUTION)
	.ci/api

# Packages into artifacts/packages, with code that is ready to run on RUNTIMES beside the IL for all others (docs/decisions/0018).
RUNTIMES = linux-x64
pack:
	rm -rf artifacts/ready-to-run artifacts/packages
	set -e; for runtime in $(RUNTIMES); do \
		dotnet publish src/Kartothek.Linq -c Release -r $$runtime --self-contained false -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/pack.lock.json -o artifacts/ready-to-run/$$runtime; done
	dotnet pack src/Kartothek.Columns -c Release -o artifacts/packages -p:ReadyToRunFolder=$(CURDIR)/artifacts/ready-to-run/
	dotnet pack src/Kartothek.Parquet -c Release -o artifacts/packages -p:ReadyToRunFolder=$(CURDIR)/artifacts/ready-to-run/
	dotnet pack src/Kartothek.Core -c Release -o artifacts/packages -p:ReadyToRunFolder=$(CURDIR)/artifacts/ready-to-run/
	dotnet pack src/Kartothek.Linq -c Release -o artifacts/packages -p:ReadyToRunFolder=$(CURDIR)/artifacts/ready-to-run/

# Times the benchmark's queries against other libraries; 'make bench ARGS="--scale 0.1 --only q1,q6"' for some. Makes the data first.
ARGS =
bench:
	dotnet run --project benchmarks/Kartothek.Benchmarks -c Release -- run $(ARGS)

# Measures the goals of docs/performance.md, a process per engine and query, and fails if one is missed; 'make goals ARGS="--only q6 --threads 2"' for some.
goals:
	dotnet run --project benchmarks/Kartothek.Benchmarks -c Release -- goals $(ARGS)
