package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"nostro/intake"
	"nostro/netting"
)

// dryPass is one reading of all files by several workers. What it gives does not depend on who read what.
type dryPass struct {
	run     *DryRun
	files   []DryFile
	twice   map[uint64]struct{} // hashes of identifiers that are set apart
	workers []*dryWorker
	out     DryResult
	book    *netting.Book

	refusals []placedRefusal // of all workers
}

// dryBlock is work for one worker.
type dryBlock struct {
	intake.Block
	file int
	room []byte
}

// pass reads the files once, and merges what the workers found.
func (d *DryRun) pass(ctx context.Context, files []DryFile, twice map[uint64]struct{}) (*dryPass, error) {
	p := &dryPass{run: d, files: files, twice: twice, book: netting.NewBook(d.Terms, true)}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	count := max(1, d.Workers)
	blocks, free := make(chan dryBlock, count), make(chan []byte, 2*count+1)
	for range cap(free) {
		free <- nil
	}
	var working sync.WaitGroup
	for range count {
		w := newDryWorker(p)
		p.workers = append(p.workers, w)
		working.Go(func() {
			for b := range blocks {
				if err := w.read(b); err != nil {
					stop(err)
				}
				free <- b.room
			}
		})
	}
	err := p.readFiles(ctx, blocks, free)
	close(blocks)
	working.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return nil, err
	}
	return p, p.merge()
}

// readFiles hands the blocks of all files to the workers.
func (p *dryPass) readFiles(ctx context.Context, blocks chan<- dryBlock, free chan []byte) error {
	for n, f := range p.files {
		from, err := f.Open()
		if err != nil {
			return err
		}
		if err := errors.Join(p.readFile(ctx, n, f.Name, from, blocks, free), from.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (p *dryPass) readFile(ctx context.Context, n int, name string, from io.Reader, blocks chan<- dryBlock, free chan []byte) error {
	cut, err := intake.OpenBlocks(name, from)
	if err != nil {
		return err
	}
	for {
		var room []byte
		select {
		case room = <-free:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if room == nil {
			room = make([]byte, max(intake.BlockBytesMin, p.blockBytes()))
		}
		block, err := cut.Next(room)
		if errors.Is(err, io.EOF) {
			if cut.Lines() > intake.RowsMax || cut.Bytes() > intake.FileBytesMax {
				p.out.LargeFiles = append(p.out.LargeFiles, name)
			}
			free <- room
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		blocks <- dryBlock{block, n, room}
	}
}

func (p *dryPass) fileName(n int) string { return p.files[n].Name }

func (p *dryPass) blockBytes() int {
	if p.run.BlockBytes == 0 {
		return dryBlockBytes
	}
	return p.run.BlockBytes
}

// merge adds up what the workers found.
func (p *dryPass) merge() error {
	for _, w := range p.workers {
		if err := p.book.Merge(w.book); err != nil {
			return err
		}
		p.out.Rows += w.rows
		p.out.Obligations += w.taken
		p.out.RefusalCount += w.refusalCount
		p.out.RowsRefused += w.rowsRefused
		p.refusals = append(p.refusals, w.refusals...)
	}
	return nil
}
